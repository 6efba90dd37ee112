/** Text of a user inside a message: without characters that act on a terminal, and of bounded length. */
export const quote = (text: string, limit = 60): string => {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '·');
  return plain.length <= limit ? plain : `${plain.slice(0, limit)}…`;
};
