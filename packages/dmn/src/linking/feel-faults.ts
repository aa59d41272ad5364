import { describeFault, type FeelFault } from "@wutong/feel";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import { type Place, placeIn } from "../xml/xml-tree.ts";

/** A fault inside a FEEL text of a model, at its line and column in the file. */
export function textFault(fault: FeelFault, text: { readonly text: string; readonly at?: Place }): DmnFault {
  const detail = describeFault(fault, "en");
  const at = text.at && placeIn(text.text, fault.from, text.at);
  return dmnFault("dmn.feel", { code: fault.code, detail }, at);
}
