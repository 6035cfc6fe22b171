import { findDraft, keepDraft } from './drafts.ts';
import { openSession } from './session.svelte.ts';

const PAUSE_MS = 800;

/** A text that is being written: `text` is bound to its field. */
export interface Draft {
  text: string;
}

/**
 * A text that survives a reload and the idle lock: sealed to her own key and kept on this device a moment after each stroke, and at
 * once when its field goes. Call it while a component is being made; a component that is about one thing alone.
 */
export function draftOf(name: string): Draft {
  const owner = openSession().keys;
  let text = $state('');
  let ready = $state(false);

  void findDraft(owner, name).then((kept) => {
    if (text === '' && kept !== undefined) text = kept;
    ready = true;
    return kept;
  });

  $effect(() => {
    const written = text;
    if (!ready) return undefined;
    let kept = false;
    const write = () => {
      if (!kept) void keepDraft(owner, name, written);
      kept = true;
    };
    const timer = setTimeout(write, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      write();
    };
  });

  return {
    get text() {
      return text;
    },
    set text(value) {
      text = value;
    },
  };
}
