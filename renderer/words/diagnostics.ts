const checks = (count: number) => (count === 1 ? '1 check' : `${count} checks`)

/** Words of Settings → Diagnostics. The checks' own words come from the hub, which made them. */
export const diagnosticsWords = {
  what: 'Every part of the way from this laptop to a parent and back, and a way to mend what is broken.',
  run: 'Run the checks',
  running: 'Looking at everything…',
  notRun: 'Nothing was looked at yet.',
  allWell: 'Everything that can be checked is all right.',
  problems: (names: readonly string[]) =>
    names.length === 1 ? `One problem: ${names[0]}.` : `${names.length} problems: ${names.join(', ')}.`,
  unknown: (count: number) => (count === 0 ? '' : `${checks(count)} could not be made.`),
  unreadable: {
    title: 'The checks could not be read',
    meaning: 'Texts keep going out and coming in.',
  },
  fixFor: (label: string, check: string) => `${label}: ${check}`,
  now: {
    title: 'Do it now',
    reconnect: 'Reconnect now',
    reconnected: 'Every old connection was dropped; new ones are being made.',
    catchUp: 'Catch up now',
    caughtUp: (complete: boolean, count: number) => {
      if (!complete) return 'Twilio could not be asked to the end. It is asked again by itself.'
      if (count === 0) return 'Nothing was missing.'
      return count === 1 ? '1 text was missing and is here now.' : `${count} texts were missing and are here now.`
    },
    test: 'Test text',
  },
  help: {
    title: 'For whoever helps you',
    what: 'Report and support file hold no texts, names, phone numbers or credentials.',
    copyReport: 'Copy report',
    copied: 'Copied',
    save: 'Save support file',
    saved: 'Saved as',
    copyPath: 'Copy path',
    debug: 'Detailed log',
    debugHelp:
      'Writes down every question and answer’s kind, never what it says. Switch it on before you try again what fails.',
  },
  facts: {
    title: 'About this laptop',
    version: 'Version',
    host: 'Runs in',
    hosts: { electron: 'its own window', browser: 'a browser' },
    mode: 'Mode',
    modes: { practice: 'Practice', 'not-set-up': 'Not set up', live: 'Live' },
    lastContact: 'Last contact with Twilio',
    never: 'Never',
    listener: 'Listens at',
    notListening: 'Not listening',
    clock: 'Clock',
    clockRate: (rate: number) => (rate === 1 ? 'Real time' : `${rate} times real time`),
  },
} as const
