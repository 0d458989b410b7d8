import assert from 'node:assert/strict'

import {controlOf, terminalOnOneLine, frameworkOf, reportOf} from './support.js'

const row = (subject: string, mayHoldCardholderData: boolean | null, mayHoldGovernmentIds?: boolean) => ({
  mayHoldCardholderData,
  subject,
  ...(mayHoldGovernmentIds === undefined ? {} : {mayHoldGovernmentIds}),
})
const text = (...facts: ReadonlyArray<Readonly<Record<string, boolean | null | string>>>) =>
  terminalOnOneLine(reportOf([], {frameworks: [frameworkOf([controlOf({facts})])]}))

describe('excludedDataPart', () => {
  it('says which data the runtime and the plans rule out, in words that approve nothing', () => {
    const said = text(row('pay', true, true), row('shop', false, true), row('desk', null, false))
    assert.match(
      said,
      new RegExp(
        String.raw`DATA THAT HEROKU RULES OUT. Judged by the runtime and the plans of Heroku's own services alone, ` +
          String.raw`which approves nothing. 1 control is still open. ` +
          String.raw`Cardholder data: ruled out for shop; not ruled out, and not approved, for pay; unknown for desk ` +
          String.raw`Government-issued numbers and bank accounts: ruled out for desk; ` +
          String.raw`not ruled out, and not approved, for pay, shop`,
      ),
    )
  })

  it("doesn't mention a class that no control lists", () => {
    assert.doesNotMatch(text(row('pay', true)), /Government/)
    assert.doesNotMatch(text({runtimeClass: 'common', subject: 'pay'}), /RULES OUT/)
  })

  it('names an app once, however many controls list it', () => {
    assert.match(text(row('pay', true), row('pay', true)), /Cardholder data: not ruled out, and not approved, for pay /)
  })
})
