import type {Addon, FactTypes} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'
import type {Fixture} from '../support.js'

import {fixture, factOf} from '../support.js'

type Classic = FactTypes['postgres']

/** An add-on that `pay` pays for. */
export const paidAddon = (name: string, plan: string): Addon => ({
  addon_service: {name: plan.split(':')[0] ?? plan},
  app: {id: 'a-pay', name: 'pay'},
  id: `x-${name}`,
  name,
  plan: {name: plan},
})

export const database = (name: string, tier: string): Addon => paidAddon(name, `heroku-postgresql:${tier}`)

const withoutLeader = {leader: null}

/** The info of a classic database. */
export const classicInfo = (
  name: string,
  lines: Readonly<Record<string, number | string | ReadonlyArray<number | string>>>,
  more: Partial<Classic> = withoutLeader,
): Fact =>
  factOf('postgres', `x-${name}`, {
    info: Object.entries(lines).map(([line, values]) => ({name: line, values: [values].flat()})),
    ...more,
  })

/** The info of an Advanced database. */
export const advancedInfo = (name: string, body: FactTypes['postgresAdvanced']): Fact =>
  factOf('postgresAdvanced', `x-${name}`, body)

/** The app `pay` with these add-ons, and facts about them. */
export const fixtureWithAddons = (addons: readonly Addon[], facts: readonly Fact[], now?: string): Fixture =>
  fixture(
    [
      factOf('app', 'pay', {id: 'a-pay', name: 'pay', space: null}),
      factOf('addons', 'pay', addons),
      factOf('addonAttachments', 'pay', []),
      ...facts,
    ],
    undefined,
    undefined,
    now === undefined ? undefined : Date.parse(now),
  )
