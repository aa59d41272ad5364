import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Move, MoveKey } from "./review-keys.ts";

type DecisionBarProps = {
  readonly moves: readonly MoveKey[];
  readonly busy: boolean;
  readonly onMove: (move: Move) => void;
};

/** What can be decided, each with its key. */
export function DecisionBar({ moves, busy, onMove }: DecisionBarProps) {
  const { t } = useTranslation();
  if (moves.length === 0) return null;
  return (
    <div className="pair-moves">
      {moves.map(({ move, key, word, main }) => (
        <Button key={move} type={main ? "primary" : "default"} disabled={busy} onClick={() => onMove(move)}>
          {t(`links.${word}`)} <kbd>{key.toUpperCase()}</kbd>
        </Button>
      ))}
      <span className="soft pair-desk-only">{t("links.keys")}</span>
    </div>
  );
}
