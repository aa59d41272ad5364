/** Makes a nominal type out of a structural one, so that a day is never mistaken for a month. */
export type Brand<Base, Name extends string> = Base & { readonly __brand: Name };
