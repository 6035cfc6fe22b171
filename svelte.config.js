/** Read by svelte-check and by the build: every component of this house is written with runes. */
export default {
  compilerOptions: {
    discloseVersion: false,
    runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
  },
};
