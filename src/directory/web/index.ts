export { default as DeskForm } from './DeskForm.svelte';
export { focusFirst } from './focus.ts';
export { default as FormEnd } from './FormEnd.svelte';
export { default as HoursEditor } from './HoursEditor.svelte';
export { newSaving } from './saving.svelte.ts';
export { default as SavingNotice } from './SavingNotice.svelte';
export { default as Select } from './Select.svelte';
export { deskKindTexts } from './words.ts';
