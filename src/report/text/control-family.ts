/** How frameworks number the controls of a family, in the order in which the patterns are tried. */
const patterns: readonly RegExp[] = [
  /^(GATE)-/,
  /^(.*[A-Za-z])-\d+(?:\.[a-z])?(?: .*)?$/,
  /^([^(]*?) ?\(/,
  /^((?:\d+ )?[A-Za-z]*\.?\d+)(?:\.\d+)*$/,
  /^([A-Za-z]+) \d+$/,
]

/**
 * The family of a control by its ID: `AC` of `AC-2 (5)`, `SC` of `SC-7.a`, `8` of `8.3.4`, `A.5` of `A.5.7`. An ID that
 * no pattern matches is a family of its own.
 */
export function familyOf(id: string): string {
  for (const pattern of patterns) {
    const family = pattern.exec(id)?.[1]
    if (family) return family
  }

  return id
}

/** The families of controls, in their order; where all belong to one family, each control is a family. */
export function familiesOf(ids: readonly string[]): string[] {
  const families = ids.map(id => familyOf(id))
  return new Set(families).size > 1 ? families : ids.map(id => id.replace(`${familyOf(id)}-`, ''))
}
