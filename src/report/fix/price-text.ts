import type {PriceChange, RemediationPlan} from '../../model/remediation-plan.js'

const dollars = (cents: number): string =>
  `${cents < 0 ? '-' : '+'}$${(Math.abs(cents) / 100).toFixed(cents % 100 === 0 ? 0 : 2)}`

/** A change of price per month. */
export const priceText = (price: PriceChange): string =>
  price === 'unknown' ? 'price unknown' : `${dollars(price.cents)} per month`

/** The change of price of all steps per month; empty where no step has one. */
export function totalPriceText({steps}: RemediationPlan): string {
  const prices = steps.flatMap(({price}) => (price === undefined ? [] : [price]))
  if (prices.length === 0) return ''
  const known = prices.flatMap(price => (price === 'unknown' ? [] : [price.cents]))
  const unknown = prices.length - known.length
  const total = known.reduce((sum, cents) => sum + cents, 0)
  if (known.length === 0) return 'Price: unknown.'
  return `Price: ${dollars(total)} per month${unknown > 0 ? `, and ${unknown} unknown` : ''}.`
}
