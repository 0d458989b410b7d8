/** What a bundle says about itself to a reader who has nothing else. */
export const readmeText = `Compliance evidence for Heroku apps, written by heroku-compliance.

snapshot.json           the responses of the Heroku API, reduced to what is needed
responses.json          each response: path, time, status, request ID, and the SHA-256
                        of what was kept of it (as JSON, keys sorted, no whitespace)
frameworks/             the control frameworks of the assessment
checks.json             the checks, with the limits that the policy sets
policy.json             people's decisions, if there was a policy
decisions.jsonl         who decided what and when, if it was logged
settings.json           the time of the assessment, and what decided the exit code
end-of-life.json        when support for each version of a product ends
report.*                the report that follows from all this
access-review.*         who has access, and who decided that they keep it, if a review
                        was completed
workpapers/             documents for an assessor, if they were asked for
manifest.json           every file above with its SHA-256, and the previous bundle
manifest.dsse.json      its signature, if it's signed: DSSE around an in-toto
                        statement, by the key in public-key.pem
SHA256SUMS              the same checksums, for sha256sum -c SHA256SUMS

To verify the bundle and reproduce its report from the snapshot, run:

  heroku compliance:evidence:verify BUNDLE --key PUBLIC.pem --previous BEFORE

Checksums reveal accidental changes. That nobody replaced the whole bundle is shown
by its signature, if you got the key from someone you trust, and by the next bundle,
which names the checksum of this manifest.
`
