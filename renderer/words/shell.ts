/** Words of the frame: rail, status line, banners, palette, help. */
export const shellWords = {
  rail: {
    name: 'Main',
    inbox: 'Inbox',
    checkin: 'Check-in',
    broadcasts: 'Broadcasts',
    scheduled: 'Scheduled',
    people: 'People',
    settings: 'Settings',
    weather: 'Weather',
    weatherHint: 'Text everyone here about the weather',
    unread: (count: number) => `${count} unread`,
    /** A badge has room for two digits. */
    badge: (count: number) => (count > 99 ? '99+' : String(count)),
  },
  title: (unread: number) => (unread === 0 ? 'PTP Comms Hub' : `(${unread}) PTP Comms Hub`),
  start: {
    failed: 'The hub did not start',
    failedMeaning:
      'Nothing goes out or comes in from this laptop until it does. Try again, or close the app and open it once more.',
  },
  status: {
    name: 'Connection',
    link: {
      unknown: 'Checking…',
      online: 'Online',
      offline: 'No internet',
      captive: 'Wi-Fi wants a login',
    },
    notAsked: 'Not asked',
    notAskedHint: 'Without an account there is nobody to ask',
    linkHint: {
      unknown: 'Asking Twilio whether it can be reached',
      online: 'Twilio answers',
      offline: 'Twilio cannot be reached. Texts wait here and go out by themselves.',
      captive: 'The Wi-Fi shows its own page in place of the internet. Open a browser and log in to it.',
    },
    tunnel: {
      none: 'Webhooks: none',
      'own-address': 'Webhooks: own address',
      practice: 'Webhooks: practice',
      up: 'Webhooks: ngrok',
      down: 'Not reachable — asking Twilio instead',
    },
    tunnelHint: {
      none: 'Twilio has no address to call here, so answers come a little later. See Settings, Webhooks.',
      'own-address': 'Twilio calls the public address from Settings.',
      practice: 'The practice Twilio calls this laptop directly.',
      up: 'Twilio reaches this laptop through ngrok.',
      down: 'Twilio cannot call this laptop right now. Answers still come, a little later.',
    },
    rejected: (count: number) =>
      count === 1
        ? ' 1 call with a wrong signature was turned away.'
        : ` ${count} calls with a wrong signature were turned away.`,
    twilio: {
      practice: 'Twilio: practice',
      live: (number: string | null) => (number === null ? 'Twilio: live' : `Twilio: ${number}`),
      'not-set-up': 'Twilio: not set up',
      paused: 'Twilio: stopped',
    },
    waiting: (count: number) => (count === 0 ? 'Nothing waiting' : `${count} waiting`),
    waitingAndHeld: (count: number, held: string) => `${count} waiting, ${held}`,
    waitingHint: 'Texts on this laptop that Twilio has not taken yet',
    leavingHint: (count: number) =>
      count === 1 ? ' 1 of them goes out by itself.' : ` ${count} of them go out by themselves.`,
    spanHint: ' The time is reckoned from the last texts on this link.',
    lastContact: (time: string) => `Last contact ${time}`,
    noContact: 'No contact yet',
    lastContactHint: 'When Twilio last answered anything',
    practice: 'Practice',
    practiceHint: 'Practice — nothing leaves this laptop',
    onDuty: (name: string) => `On duty: ${name}`,
    noOneOnDuty: 'Nobody on duty',
    onDutyHint: 'Name put on the texts from this laptop. Choose this to change it.',
    hubLost: 'Hub not reachable',
  },
  banners: {
    name: 'Alerts',
    hubLost: 'This page lost the app behind it. What you see may be old; nothing can be sent from here.',
    hubLostRemedy: 'It reconnects by itself. If it stays away, start the app again on the laptop.',
    paused: 'Texts are stopped.',
    pausedCode: (code: number) => `Twilio ${code}`,
    networkDown: (waiting: number) =>
      waiting === 0
        ? 'The practice network is down — texts you write wait here'
        : waiting === 1
          ? 'The practice network is down — 1 text waits here'
          : `The practice network is down — ${waiting} texts wait here`,
    bringBack: 'Bring the network back',
    offline: (waiting: number) =>
      waiting === 0
        ? 'No internet — texts you write will go out when it is back'
        : waiting === 1
          ? 'Waiting for internet — 1 text will go out when it is back'
          : `Waiting for internet — ${waiting} texts will go out when it is back`,
    captive: (waiting: number) =>
      waiting === 0
        ? 'The Wi-Fi wants a login — open a browser and log in'
        : waiting === 1
          ? 'The Wi-Fi wants a login — 1 text will go out once you are logged in'
          : `The Wi-Fi wants a login — ${waiting} texts will go out once you are logged in`,
    /** Webhooks are turned away for their signature; the page it leads to says more. */
    token: {
      rotated: { title: 'The Auth Token was changed at Twilio', act: 'Enter the new one' },
      signatures: { title: 'Twilio’s calls come with wrong signatures', act: 'Open Settings' },
      meanwhile: 'Texts that come in are looked up every few seconds meanwhile.',
    },
    notSetUp: 'Not set up — texts cannot go out yet',
    startPractice: 'Start practice',
    setUp: 'Set up Twilio',
    openTwilio: 'Open Settings',
    locked: 'The credentials are locked — no text can go out or come in',
    unlock: 'Unlock',
    needsChoice: 'The credentials cannot be read — no text can go out or come in',
    unreadable: 'The stored credentials cannot be read — no text can go out or come in',
    practice: 'Practice — nothing leaves this laptop',
    /** Where a live account is set up besides. */
    liveMeanwhile: 'Live texts go on coming in meanwhile.',
    takeDown: 'Take the network down',
    failNext: 'Let the next text fail',
    failNextHeading: 'Why it fails',
    willFail: (why: string) => `Next text fails: ${why}`,
    failures: [
      { code: 30003, label: 'Phone is off', help: 'Out of reach for now; trying again later can work' },
      { code: 30006, label: 'Landline', help: 'This number cannot get texts' },
      { code: 21610, label: 'Opted out', help: 'The parent answered STOP' },
      { code: 30007, label: 'Filtered', help: 'The phone company took it for spam' },
      { code: 30005, label: 'Unknown number', help: 'Nobody has this number' },
    ],
    end: 'End practice',
  },
  practice: {
    title: 'Practice',
    what: 'A made-up camp to train with. Live texts, plans and follow-ups go on meanwhile; you see them once practice ends.',
    start: 'Start practice',
    isOn: 'Practice is on. “End practice” is in the bar above.',
  },
  endPractice: {
    title: 'End practice',
    wiped: 'The practice camp is wiped from this laptop: its parents, conversations and texts.',
    stays: 'Live texts, people and your settings stay as they are. You can practice again at any time.',
    confirm: 'End practice',
    keep: 'Keep practicing',
  },
  notSetUp: {
    title: 'Not set up',
    what: 'This laptop has no Twilio account yet, so no text can go out or come in.',
    practiceFirst: 'Set one up in five minutes, or practice with a made-up camp first.',
    setUp: 'Set up Twilio',
    start: 'Start practice',
  },
  palette: {
    title: 'Command palette',
    placeholder: 'Type a command or a name',
    commands: 'Commands',
    conversations: 'Conversations',
    recent: 'Recent conversations',
    people: 'People',
    none: (text: string) => `Nothing found for “${text}”`,
    results: (count: number) => (count === 1 ? '1 result' : `${count} results`),
    unread: (count: number) => `${count} unread`,
    searchFailed: 'Names could not be searched. Commands still work.',
  },
  help: {
    title: 'Keyboard shortcuts',
    change: 'Change keys',
    or: 'or',
  },
  panes: {
    inbox: 'The inbox',
    settings: 'Settings',
    palette: 'The command palette',
    banner: 'The banner',
    status: 'The status line',
    screen: 'This screen',
  },
} as const
