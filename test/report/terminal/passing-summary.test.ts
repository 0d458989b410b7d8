import assert from 'node:assert/strict'

import {controlOf, terminalOnOneLine, frameworkOf, reportOf} from './support.js'

const row = (subject: string, mayHoldCardholderData: boolean | null, mayHoldGovernmentIds?: boolean) => ({
  mayHoldCardholderData,
  subject,
  ...(mayHoldGovernmentIds === undefined ? {} : {mayHoldGovernmentIds}),
})
const text = (...facts: ReadonlyArray<Readonly<Record<string, boolean | null | string>>>) =>
  terminalOnOneLine(reportOf([], {frameworks: [frameworkOf([controlOf({facts})])]}))

describe('terminal-holds', () => {
  it('says which data the runtime and the plans of each app are good for, what is not known included', () => {
    const said = text(row('pay', true, true), row('shop', false, true), row('desk', null, false))
    assert.match(
      said,
      /DATA IT MAY HOLD, judging by the runtime and the plans of Heroku's own services Cardholder data - no: shop; unknown: desk; yes: pay Government-issued numbers and bank accounts - no: desk; yes: pay, shop/,
    )
  })

  it('says nothing of a class that no control lists', () => {
    assert.doesNotMatch(text(row('pay', true)), /Government/)
    assert.doesNotMatch(text({runtimeClass: 'common', subject: 'pay'}), /MAY HOLD/)
  })

  it('names an app once, however many controls list it', () => {
    assert.match(text(row('pay', true), row('pay', true)), /Cardholder data - yes: pay /)
  })
})
