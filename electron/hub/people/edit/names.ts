/** A person's whole name; empty where none is known. */
export function wholeName(person: { readonly first_name: string; readonly last_name: string }): string {
  return `${person.first_name} ${person.last_name}`.trim()
}

/** What somebody without a name is called in the record. */
export function nameOr(name: string, otherwise: string): string {
  return name === '' ? otherwise : name
}
