import { Fragment } from "react";

/** A text with the places marked that a search found. */
export function Marked({
  text,
  marks,
}: {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}) {
  const parts = marks.map(([from, to], at) => ({
    before: text.slice(marks[at - 1]?.[1] ?? 0, from),
    found: text.slice(from, to),
    from,
  }));
  return (
    <>
      {parts.map(({ before, found, from }) => (
        <Fragment key={from}>
          {before}
          <mark>{found}</mark>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
}
