import { type Fen, formatYuan } from "@wutong/kernel";
import { type CompiledPolicy, evidenceText } from "@wutong/policy";
import type { Finding } from "../store/finding.ts";

type Texts = { readonly zh: string; readonly en: string };
type Language = keyof Texts;

/** A finding of a list in one sentence, from its masks and sums alone; the page of the finding has the whole sentence why. */
export function findingSentence(finding: Finding, policy: CompiledPolicy): Texts {
  return { zh: sentence(finding, policy, "zh"), en: sentence(finding, policy, "en") };
}

function sentence(finding: Finding, policy: CompiledPolicy, language: Language): string {
  const zh = language === "zh";
  if (finding.outcome === "entitled") {
    const [amount, plan] = [yuan(finding.amountFen), yuan(finding.planFen)];
    const each = policy.envelope.amount.per === "instalment";
    if (zh) return each ? `符合：每期 ${amount} 元，合计 ${plan} 元。` : `符合：${amount} 元，尚可发 ${plan} 元。`;
    return each
      ? `Entitled: ${amount} yuan in each instalment, ${plan} in all.`
      : `Entitled: ${amount} yuan, ${plan} still to be paid.`;
  }
  if (finding.outcome === "possible") {
    const unknown = conditionsAt(finding.unknown, policy).map(
      (each) => `${each.text[language]}（${evidenceText(each.evidence, language)}）`,
    );
    const open =
      unknown.length > 0 ? unknown.join(zh ? "；" : "; ") : zh ? "金额或关键日" : "the amount or the key date";
    return zh ? `可能符合，尚待查明：${open}。` : `Possibly entitled; still to be settled: ${open}.`;
  }
  if (finding.steps > 0) {
    const steps = conditionsAt(finding.steps, policy).map((each) => each.text[language]);
    return zh ? `差一步：只差“${steps.join("”或“")}”。` : `One step short: only “${steps.join("” or “")}” is missing.`;
  }
  const failed = policy.conditions.filter((each) => bit(finding.met | finding.unknown, each.index) === 0);
  const why =
    failed.map((each) => each.text[language]).join(zh ? "；" : "; ") ||
    (zh ? "金额表中没有适用的一行" : "no row of the table of amounts applies");
  return zh ? `不符合，未满足：${why}。` : `Not entitled; not met: ${why}.`;
}

function conditionsAt(mask: number, policy: CompiledPolicy): CompiledPolicy["conditions"] {
  return policy.conditions.filter((each) => bit(mask, each.index) === 1);
}

function bit(mask: number, index: number): number {
  return (mask >>> index) & 1;
}

function yuan(fen: Fen | null): string {
  return fen === null ? "?" : formatYuan(fen);
}
