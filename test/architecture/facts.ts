import { parse as parseSvelte } from 'svelte/compiler';
import ts from 'typescript';

/** One import of a file, as written. */
export interface Import {
  readonly specifier: string;
  /** Gone at run time: `import type`, `export type … from`, `import('…').T`. */
  readonly typeOnly: boolean;
  /** `import('…')`, or a worker: loaded when it is needed, not before the file itself. */
  readonly lazy: boolean;
  readonly line: number;
}

/** What the rules ask about a file. Lines count from 1. */
export interface Facts {
  readonly imports: readonly Import[];
  readonly defaultExport: boolean;
  readonly enums: readonly string[];
  /** Lines on which SQL is written, as a tagged template, a query builder's first call or a plain string. */
  readonly sqlLines: readonly number[];
  /** Reads of the machine's clock and of Math.random, as written. */
  readonly clockReads: readonly string[];
  /** Names of globals and of their members that are used, as `crypto.randomUUID`. */
  readonly globals: ReadonlySet<string>;
  /** Exported functions without a docstring. */
  readonly undocumented: readonly string[];
}

const BUILDER_CALLS = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);
const SQL_TEXT =
  /^\s*(select\s[\s\S]+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\(|create\s+(table|index|role|schema|policy|function|database|extension)\s|alter\s+(table|role|policy)\s|drop\s+(table|index|role|schema|policy|function|database)\s|grant\s+\w+\s+on\s|truncate\s+\w|copy\s+\S+\s+(from|to)\s)/i;

/** Reads the facts out of the text of a `.ts`, `.js` or `.svelte` file with the real parsers of both languages. */
export function readFacts(path: string, text: string): Facts {
  if (path.endsWith('.svelte')) {
    const { scripts, imports } = readSvelte(text);
    const facts = readScript(path, scripts);
    return { ...facts, imports: [...facts.imports, ...imports] };
  }
  return readScript(path, text);
}

/** The scripts of a component with everything else blanked (so that lines stay), and the imports in its markup. */
function readSvelte(text: string): { scripts: string; imports: Import[] } {
  const root = parseSvelte(text, { modern: true });
  let scripts = text.replace(/[^\n]/g, ' ');
  for (const script of [root.module, root.instance]) {
    if (!script) continue;
    const { start, end } = script.content as unknown as { start: number; end: number };
    scripts = scripts.slice(0, start) + text.slice(start, end) + scripts.slice(end);
  }
  const imports: Import[] = [];
  const search = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(search);
    if (typeof node !== 'object' || node === null) return;
    const { type, source, start } = node as { type?: unknown; source?: { value?: unknown }; start?: number };
    if (type === 'ImportExpression' && typeof source?.value === 'string') {
      imports.push({
        specifier: source.value,
        typeOnly: false,
        lazy: true,
        line: text.slice(0, start ?? 0).split('\n').length,
      });
    }
    Object.values(node).forEach(search);
  };
  search(root.fragment.nodes);
  return { scripts, imports };
}

function readScript(path: string, text: string): Facts {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, scriptKind(path));
  const imports: Import[] = [];
  const enums: string[] = [];
  const sqlLines = new Set<number>();
  const clockReads: string[] = [];
  const globals = new Set<string>();
  const documented = new Map<string, boolean>();
  let defaultExport = false;

  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const imported = (specifier: ts.Node | undefined, typeOnly: boolean, lazy = false) => {
    if (specifier && ts.isStringLiteralLike(specifier)) {
      imports.push({ specifier: specifier.text, typeOnly, lazy, line: lineOf(specifier) });
    }
  };
  const exportedFunction = (name: string, node: ts.Node) =>
    documented.set(name, (documented.get(name) ?? false) || ts.getJSDocCommentsAndTags(node).length > 0);

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      imported(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      imported(node.moduleSpecifier, node.isTypeOnly);
      const names = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
      if (names.some((each) => each.name.text === 'default')) defaultExport = true;
    } else if (ts.isImportTypeNode(node)) {
      imported(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      imported(node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isExportAssignment(node)) {
      defaultExport = true;
    } else if (ts.isEnumDeclaration(node)) {
      enums.push(node.name.text);
    } else if (ts.isCallExpression(node)) {
      readCall(node);
    } else if (ts.isNewExpression(node)) {
      readNew(node);
    } else if (ts.isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText(file).replace(/<[\s\S]*$/, '');
      if (/(^|\.)sql$/.test(tag)) sqlLines.add(lineOf(node));
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      if (SQL_TEXT.test(node.text)) sqlLines.add(lineOf(node));
    } else if (ts.isFunctionDeclaration(node) && isExported(node)) {
      if (hasModifier(node, ts.SyntaxKind.DefaultKeyword)) defaultExport = true;
      exportedFunction(node.name?.text ?? 'default', node);
    } else if (ts.isClassDeclaration(node) && hasModifier(node, ts.SyntaxKind.DefaultKeyword)) {
      defaultExport = true;
    } else if (ts.isVariableStatement(node) && isExported(node)) {
      for (const each of node.declarationList.declarations) {
        const isFunction =
          each.initializer && (ts.isArrowFunction(each.initializer) || ts.isFunctionExpression(each.initializer));
        // A named type (`export const systemClock: Clock = …`) says what the function is.
        if (isFunction && !each.type) exportedFunction(each.name.getText(file), node);
      }
    }
    if (ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node.parent)) globals.add(node.text);
    if (ts.isPropertyAccessExpression(node)) globals.add(node.getText(file).replace(/^(globalThis|window|self)\./, ''));
    ts.forEachChild(node, visit);
  };

  const readCall = (node: ts.CallExpression): void => {
    const called = node.expression;
    if (called.kind === ts.SyntaxKind.ImportKeyword) imported(node.arguments[0], false, true);
    if (ts.isPropertyAccessExpression(called) && BUILDER_CALLS.has(called.name.text)) sqlLines.add(lineOf(node));
    if (/^(Date\.now|Math\.random)$/.test(called.getText(file))) clockReads.push(`${called.getText(file)}()`);
  };

  const readNew = (node: ts.NewExpression): void => {
    const made = node.expression.getText(file);
    if (made === 'Date' && !node.arguments?.length) clockReads.push('new Date()');
    // `new URL('./worker.ts', import.meta.url)` is how a bundler is told of a worker: an import by another name.
    const [first, second] = node.arguments ?? [];
    const isModule = first && ts.isStringLiteralLike(first) && /\.(ts|js|svelte)$/.test(first.text);
    if (made === 'URL' && isModule && second?.getText(file) === 'import.meta.url') imported(first, false, true);
  };

  visit(file);
  const undocumented = [...documented].filter(([, has]) => !has).map(([name]) => name);
  return { imports, defaultExport, enums, sqlLines: [...sqlLines], clockReads, globals, undocumented };
}

function scriptKind(path: string): ts.ScriptKind {
  return /\.[cm]?js$/.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
}

function isExported(node: ts.HasModifiers): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((each) => each.kind === kind) ?? false;
}
