import type {Get} from './http.js'

import {isObject} from '../foundation/is-object.js'

/** Prices of plans of add-ons in cents per month, by the name of the plan. */
export type PlanPrices = ReadonlyMap<string, number>

const headers = {Accept: 'application/vnd.heroku+json; version=3.sdk', Range: 'id ..; max=1000;'}

/**
 * The prices that the API lists for the plans of add-on services. A plan that is metered, agreed by contract, or not
 * billed by the month has none, and neither has a service whose plans can't be read.
 */
export async function fetchPlanPrices(get: Get, services: readonly string[]): Promise<PlanPrices> {
  const lists = await Promise.all(services.map(service => fetchPlans(get, service)))
  return new Map(lists.flat().flatMap(plan => pricedPlan(plan)))
}

async function fetchPlans(get: Get, service: string): Promise<readonly unknown[]> {
  const outcome = await get({headers, path: `/addon-services/${encodeURIComponent(service)}/plans`})
  if ('failure' in outcome) return []
  const {json, status} = outcome.response
  return (status === 200 || status === 206) && Array.isArray(json) ? (json as unknown[]) : []
}

function pricedPlan(plan: unknown): Array<readonly [string, number]> {
  const {name, price} = isObject(plan) ? plan : {}
  if (typeof name !== 'string' || !isObject(price)) return []
  const {cents, contract, metered, unit} = price
  const isFixed = unit === 'month' && contract !== true && metered !== true
  return isFixed && typeof cents === 'number' && Number.isFinite(cents) ? [[name, cents]] : []
}
