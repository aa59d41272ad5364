/** A file that takes rows of text one after the other; who adds them empties it once it says that it is full. */
export type RegisterFile = {
  readonly addRow: (cells: readonly string[]) => void;
  readonly isFull: () => boolean;
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};
