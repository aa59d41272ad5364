import { Link } from "react-router";
import { useFormats } from "../elements/local.ts";

type NumberCardProps = {
  readonly title: string;
  /** A count, a sum already written out, or undefined while it is on its way. */
  readonly value: number | string | undefined;
  readonly unit: string;
  /** Period and source. */
  readonly source: string;
  /** The rows behind the number. */
  readonly to: string;
  /** Does it ask for a person's hand while it is not zero? */
  readonly hand?: boolean;
};

export function NumberCard({ title, value, unit, source, to, hand = false }: NumberCardProps) {
  const formats = useFormats();
  const shown = typeof value === "number" ? formats.count(value) : value;
  return (
    <Link to={to} className={`card ${hand && value ? "card-hand" : ""}`}>
      <div className="card-title">{title}</div>
      <div className="card-number num">
        {shown ?? "…"}
        <span className="card-unit">{unit}</span>
      </div>
      <div className="card-source">{source}</div>
    </Link>
  );
}
