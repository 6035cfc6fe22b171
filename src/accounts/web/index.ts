export { forgetAccountCode } from './account-code-store.ts';
export { default as SignIn } from './SignIn.svelte';
export { default as SignInUnlock } from './SignInUnlock.svelte';
