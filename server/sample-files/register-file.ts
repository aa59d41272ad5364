/** A file that takes rows of text one after the other. */
export type RegisterFile = {
  readonly addRow: (cells: readonly string[]) => Promise<void> | undefined;
  readonly close: () => Promise<void>;
};
