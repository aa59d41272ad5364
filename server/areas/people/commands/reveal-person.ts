import { fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CommandRunner, Token } from "../../../storage/index.ts";
import { maskNumbers } from "../../registers/index.ts";
import type { PersonalSecrets } from "../model/secrets.ts";
import { admit, findPersonRows, type PersonRow } from "../store/person-rows.ts";

export type Revealable = "documentNumber" | "phone" | "birth";
type Asked = { readonly token: Token; readonly key: string };

/**
 * Notes that values of a person, masked elsewhere, are shown for a stated purpose: who, which and why go into the journal,
 * the values do not. Show them only after this succeeded. Problems: `people.purposeMissing`, `http.notFound`.
 */
export async function noteReveal(
  run: CommandRunner,
  asked: Asked,
  request: { readonly personId: number; readonly fields: readonly Revealable[]; readonly purpose: string },
): Promise<Result<{ readonly personId: number }, Problem>> {
  const { personId, fields } = request;
  const purpose = maskNumbers(request.purpose.trim());
  if (purpose.length < 4) return fail(problem("people.purposeMissing"));
  return run({ ...asked, command: "revealPerson", input: { personId, fields: [...fields], purpose } }, async (tx) => {
    const [person] = await findPersonRows(tx, [personId]);
    if (!person) return fail(problem("http.notFound"));
    const subject = { kind: "person", id: personId };
    const { officeId } = person;
    return ok({ reply: { personId }, subject, personId, officeId, after: { fields: [...fields], purpose } });
  });
}

/** The value itself, to be shown after `noteReveal`. */
export function revealedValue(person: PersonRow, field: Revealable, secrets: PersonalSecrets): string | null {
  if (field === "documentNumber") return person.sealedDocument && secrets.openDocument(person.sealedDocument);
  return field === "phone" ? person.phone : person.birth && formatDay(person.birth);
}

/** Takes an observed person into the library. Problems: `people.alreadyAdmitted`, `http.notFound`. */
export function admitPerson(
  run: CommandRunner,
  asked: Asked,
  request: { readonly personId: number; readonly now: Date },
): Promise<Result<{ readonly done: true }, Problem>> {
  const { personId, now } = request;
  return run({ ...asked, command: "admitPerson", input: { personId } }, async (tx) => {
    const admitted = await admit(tx, personId, now);
    if (!admitted) return fail(problem("http.notFound"));
    if (!admitted.changed) return fail(problem("people.alreadyAdmitted"));
    const subject = { kind: "person", id: personId };
    const { officeId } = admitted;
    return ok({
      reply: { done: true as const },
      subject,
      personId,
      officeId,
      before: { standing: "observed" },
      after: { standing: "library" },
    });
  });
}
