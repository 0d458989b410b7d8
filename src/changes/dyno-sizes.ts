import type {App} from '../model/facts.js'

import {UserError} from '../foundation/user-error.js'
import {generationName} from '../model/generation.js'

const commonSizes = [
  'Eco',
  'Basic',
  'Standard-1X',
  'Standard-2X',
  'Performance-M',
  'Performance-L',
  'Performance-L-RAM',
  'Performance-XL',
  'Performance-2XL',
]
const spaceSizes = ['Private-S', 'Private-M', 'Private-L', 'Private-L-RAM', 'Private-XL', 'Private-2XL']

const byLowercaseName = new Map([...commonSizes, ...spaceSizes].map(name => [name.toLowerCase(), name]))

const isFirSize = (size: string): boolean => /^dyno-\d+c-[\d.]+gb$/i.test(size)

/** The API says `Private-M` for a Shield dyno, too. */
const withoutShield = (size: string): string => size.toLowerCase().replace(/^shield-/, 'private-')

/** A dyno size as the API names it; undefined for one of the names that it understands and replaces, such as `2x`. */
export const canonicalSize = (size: string): string | undefined =>
  isFirSize(size) ? size.toLowerCase() : byLowercaseName.get(withoutShield(size))

/** @throws UserError for a size that isn't offered where the app runs */
export function assertSizeFits(app: App, size: string): void {
  const name = canonicalSize(size)
  if (name === undefined || app.space === undefined) return
  const offered = offeredSizes(app)
  if (!offered.fits(name))
    throw new UserError(`${app.name} can't run on ${size} dynos.`, `Where it runs, there are: ${offered.names}.`)
}

function offeredSizes({generation, space}: App): {
  readonly fits: (name: string) => boolean
  readonly names: string
} {
  if (space === null) return {fits: name => commonSizes.includes(name), names: commonSizes.join(', ')}
  if (generationName(generation) === 'fir') return {fits: isFirSize, names: 'dyno-1c-0.5gb, dyno-1c-4gb and so on'}
  if (generationName(generation) === undefined) return {fits: () => true, names: ''}
  return {fits: name => spaceSizes.includes(name), names: spaceSizes.join(', ')}
}
