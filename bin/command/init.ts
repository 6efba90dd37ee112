import type { Io } from '../io';

export const runInit = async (
  io: Io,
  folder: string,
  options: { readonly answers?: string; readonly install: boolean },
): Promise<number> => {
  io.err(`${folder} ${options.answers ?? ''}`);
  return await Promise.resolve(0);
};
