/** What a bundle says of itself, for who has nothing but it. */
export const readmeText = `Evidence on Heroku apps, written by heroku-compliance.

snapshot.json           what the Heroku API answered, cut down to what is needed
answers.json            each answer: path, time, status, request id, and the SHA-256
                        of what was kept of it (as JSON, its keys sorted, no blanks)
frameworks/             the control frameworks that were judged by
checks.json             the checks, with the limits that the policy sets
policy.json             what people decided, where there was a policy
decisions.jsonl         who decided what and when, where it was logged
judging.json            the instant of judging, and what decided the exit code
end-of-life.json        when the support of each version of a product ends
report.*                the report that follows from all this
manifest.json           every file above with its SHA-256, and the bundle before
manifest.dsse.json      its signature, where there is one: DSSE over an in-toto
                        statement, by the key of public-key.pem
SHA256SUMS              the same sums, for sha256sum -c SHA256SUMS

To check it, and to judge the snapshot again:

  heroku compliance:evidence:verify BUNDLE --key PUBLIC.pem --previous BEFORE

Sums show that nothing was changed by accident. That nobody made the bundle anew
is shown by its signature, if you got the key from someone you trust, and by the
bundle after it, which names the sum of this one's manifest.
`
