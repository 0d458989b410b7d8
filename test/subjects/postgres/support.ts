import type {Addon, FactTypes} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'
import type {Stage} from '../support.js'

import {stage, told} from '../support.js'

type Classic = FactTypes['postgres']

/** An add-on that `pay` pays for. */
export const store = (name: string, plan: string): Addon => ({
  addon_service: {name: plan.split(':')[0] ?? plan},
  app: {id: 'a-pay', name: 'pay'},
  id: `x-${name}`,
  name,
  plan: {name: plan},
})

export const database = (name: string, tier: string): Addon => store(name, `heroku-postgresql:${tier}`)

const alone = {leader: null}

/** What the info of a classic database says. */
export const classic = (
  name: string,
  lines: Readonly<Record<string, number | string | ReadonlyArray<number | string>>>,
  more: Partial<Classic> = alone,
): Fact =>
  told('postgres', `x-${name}`, {
    info: Object.entries(lines).map(([line, values]) => ({name: line, values: [values].flat()})),
    ...more,
  })

/** What the info of an Advanced database says. */
export const advanced = (name: string, body: FactTypes['postgresAdvanced']): Fact =>
  told('postgresAdvanced', `x-${name}`, body)

/** The app `pay` with these add-ons, and what is said of them. */
export const paying = (addons: readonly Addon[], facts: readonly Fact[], now?: string): Stage =>
  stage(
    [
      told('app', 'pay', {id: 'a-pay', name: 'pay', space: null}),
      told('addons', 'pay', addons),
      told('addonAttachments', 'pay', []),
      ...facts,
    ],
    undefined,
    undefined,
    now === undefined ? undefined : Date.parse(now),
  )
