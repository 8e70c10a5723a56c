/** A line that asks Keyward who a token is: it works with every token. */
export const selfCurl = (plaintext: string) => ({
  label: 'Try it: the server says who this token is and what it may do',
  line: `curl -H 'Authorization: Bearer ${plaintext}' ${window.location.origin}/v1/self`,
})

/** A line with which a service has a token judged. */
export const verifyCurl = (plaintext: string) => ({
  label: 'Try it: your service sends each token that it is shown',
  line: [
    `curl ${window.location.origin}/v1/verify`,
    `-H 'Authorization: Bearer ${plaintext}'`,
    `-H 'Content-Type: application/json'`,
    `-d '{"token":"<the token your service was shown>"}'`,
  ].join(' '),
})
