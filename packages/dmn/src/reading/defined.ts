/** The fields without those that are undefined: what isn't there is left out, so that models compare equal. */
export function defined<const Fields extends object>(fields: Fields): Defined<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
}

type Optional<Fields> = { [K in keyof Fields]: undefined extends Fields[K] ? K : never }[keyof Fields];

type Defined<Fields> = Omit<Fields, Optional<Fields>> & {
  readonly [K in Optional<Fields>]?: Exclude<Fields[K], undefined>;
};
