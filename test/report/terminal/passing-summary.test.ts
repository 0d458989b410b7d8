import assert from 'node:assert/strict'

import {controlOf, terminalOnOneLine, frameworkOf, reportOf} from './support.js'

const row = (subject: string, mayHoldCardholderData: boolean | null, mayHoldGovernmentIds?: boolean) => ({
  mayHoldCardholderData,
  subject,
  ...(mayHoldGovernmentIds === undefined ? {} : {mayHoldGovernmentIds}),
})
const text = (...facts: ReadonlyArray<Readonly<Record<string, boolean | null | string>>>) =>
  terminalOnOneLine(reportOf([], {frameworks: [frameworkOf([controlOf({facts})])]}))

describe('passing-summary', () => {
  it('says which data each app may hold by its runtime and plans, including what is unknown', () => {
    const said = text(row('pay', true, true), row('shop', false, true), row('desk', null, false))
    assert.match(
      said,
      new RegExp(
        String.raw`DATA IT MAY HOLD, judging by the runtime and the plans of Heroku's own services ` +
          String.raw`Cardholder data - no: shop; unknown: desk; yes: pay Government-issued numbers and ` +
          String.raw`bank accounts - no: desk; yes: pay, shop`,
      ),
    )
  })

  it("doesn't mention a class that no control lists", () => {
    assert.doesNotMatch(text(row('pay', true)), /Government/)
    assert.doesNotMatch(text({runtimeClass: 'common', subject: 'pay'}), /MAY HOLD/)
  })

  it('names an app once, however many controls list it', () => {
    assert.match(text(row('pay', true), row('pay', true)), /Cardholder data - yes: pay /)
  })
})
