/** What holds state refuses its own destruction, unless the region said that all of it may go. */
export const removal = (lifecycle: 'retained' | 'ephemeral'): { readonly lifecycle?: { readonly preventDestroy: true } } =>
  lifecycle === 'retained' ? { lifecycle: { preventDestroy: true } } : {};
