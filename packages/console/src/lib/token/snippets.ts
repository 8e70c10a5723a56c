/** Lines that use a token, ready to run. `holdsValue`: whether the value itself stands in them. */
export type Snippet = { tab: string; code: string; holdsValue: boolean }

/** The ways to try a token: each asks Keyward who it is, which works with every token. */
export function selfSnippets(plaintext: string, name: string): Snippet[] {
  const url = `${window.location.origin}/v1/self`
  const secret = secretName(name)
  return [
    { tab: 'curl', code: `curl -H 'Authorization: Bearer ${plaintext}' ${url}`, holdsValue: true },
    {
      tab: 'JavaScript',
      code: [
        `const response = await fetch('${url}', {`,
        `  headers: { Authorization: 'Bearer ${plaintext}' },`,
        '})',
        'console.log(response.status, await response.json())',
      ].join('\n'),
      holdsValue: true,
    },
    {
      tab: 'Python',
      code: [
        'import json, urllib.request',
        '',
        'request = urllib.request.Request(',
        `    '${url}',`,
        `    headers={'Authorization': 'Bearer ${plaintext}'},`,
        ')',
        'print(json.load(urllib.request.urlopen(request)))',
      ].join('\n'),
      holdsValue: true,
    },
    {
      tab: 'GitHub Actions',
      code: [
        `# Keep the value as the secret ${secret} of the repository, then:`,
        `- run: curl --fail -H "Authorization: Bearer $${secret}" ${url}`,
        '  env:',
        `    ${secret}: \${{ secrets.${secret} }}`,
      ].join('\n'),
      holdsValue: false,
    },
  ]
}

/** The line with which a service has a token judged. As it stands it judges the token itself, so that it works at once. */
export const verifySnippets = (plaintext: string): Snippet[] => [
  {
    tab: 'curl',
    code: [
      `curl ${window.location.origin}/v1/verify`,
      `-H 'Authorization: Bearer ${plaintext}'`,
      `-H 'Content-Type: application/json'`,
      `-d '{"token":"${plaintext}"}'`,
    ].join(' '),
    holdsValue: true,
  },
]

/** A token's name as GitHub lets a secret be called: "Deploy (eu)" is DEPLOY_EU_TOKEN. */
export function secretName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean)
  const text = words.join('_').slice(0, 60)
  if (text === '' || /^(?:\d|GITHUB)/.test(text)) return ['KEYWARD', text, 'TOKEN'].filter(Boolean).join('_')
  return text.endsWith('TOKEN') ? text : `${text}_TOKEN`
}
