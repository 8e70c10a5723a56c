// Imported before all else, so that an older Node.js is named here and not met somewhere inside.
const OLDEST = '24.15'

/** Says what is wrong with a version of Node.js; undefined: nothing. */
export function nodeFault(version: string): string | undefined {
  const [[major = 0, minor = 0], [oldestMajor = 0, oldestMinor = 0]] = [numbersOf(version), numbersOf(OLDEST)]
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  return `Keyward needs Node.js ${OLDEST} or newer; this is ${version}`
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number)
}

const fault = nodeFault(process.versions.node)
if (fault) {
  const error = new Error(fault)
  error.stack = fault
  throw error
}
