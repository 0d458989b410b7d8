/** Heroku's data services: add-ons that store customer data within Heroku. */
export const dataServices: readonly string[] = ['heroku-postgresql', 'heroku-redis', 'heroku-kafka', 'herokuconnect']

/** The services that Heroku provides itself. */
export const herokuServices: readonly string[] = [
  ...dataServices,
  'heroku-applink',
  'heroku-inference',
  'heroku-events',
  'scheduler',
]

/** Whether a plan of Heroku Postgres is of the Advanced generation, by its name without the service. */
export const isAdvancedTier = (tier: string): boolean => /^(?:advanced|performance)/.test(tier)
