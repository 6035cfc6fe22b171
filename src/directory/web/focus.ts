/** Puts the focus into a form that has just been opened: the button that opened it is gone. For `{@attach}`. */
export function focusFirst(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('input:enabled, select:enabled, textarea:enabled')?.focus();
}
