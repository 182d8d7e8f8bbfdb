/** What Twilio writes for look-alikes where Smart Encoding is on (Twilio docs: "Smart Encoding"), as replacement and originals. */
const lookAlikes: readonly (readonly [string, string])[] = [
  ['"', '\u00ab\u00bb\u201c\u201d\u201e\u201f\u02ba\u02ee\u275d\u275e\u301d\u301e\uff02'],
  ["'", '\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u00b4\u0060\u275b\u275c\uff07\u2032'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u2043\u2212\u23bc\u23bd\ufe63\uff0d'],
  ['/', '\u00f7\u2044\u2215\u29f8\uff0f'],
  ['\\', '\u29f5\u29f9\ufe68\uff3c'],
  ['_', '\u2017\uff3f'],
  ['|', '\u2223\u239c\u239f\u23b8\u23b9\u23d0\uff5c'],
  ['@', '\ufe6b\uff20'],
  ['$', '\ufe69\uff04'],
  ['!', '\u01c3\ufe15\ufe57\uff01'],
  ['#', '\ufe5f\uff03'],
  ['%', '\ufe6a\uff05'],
  ['&', '\ufe60\uff06'],
  [',', '\u201a\u3001\ufe10\ufe11\ufe50\ufe51\uff0c\uff64'],
  ['(', '\u2768\u276a\u27ee\u2985\ufe59\uff08'],
  [')', '\u2769\u276b\u27ef\u2986\ufe5a\uff09'],
  [
    '*',
    '\u204e\u2217\u229b\u2722\u2723\u2724\u2725\u2731\u2732\u2733\u273a\u273b\u273c\u273d\u2743\u2749\u274a\u274b\u29c6\ufe61\uff0a',
  ],
  ['+', '\u02d6\ufe62\uff0b'],
  ['.', '\u3002\ufe52\uff0e\uff61'],
  [':', '\u02d0\u02f8\u2982\ua789\ufe13\uff1a'],
  [';', '\u204f\ufe14\ufe54\uff1b'],
  ['<', '\u2039\ufe64\uff1c'],
  ['>', '\u203a\ufe65\uff1e'],
  ['=', '\ua78a\ufe66\uff1d'],
  ['?', '\ufe16\ufe56\uff1f'],
  ['^', '\u02c6\uff3e'],
  ['{', '\u2774\ufe5b\uff5b'],
  ['}', '\u2775\ufe5c\uff5d'],
  ['[', '\uff3b'],
  [']', '\uff3d'],
  ['~', '\u02dc\u02f7\u223c\uff5e'],
]

const replacements: ReadonlyMap<string, string> = new Map([
  ...lookAlikes.flatMap(([plain, originals]) => Array.from(originals, (original) => [original, plain] as const)),
  ['\u2026', '...'],
  ['\u203c', '!!'],
  ['\u00bc', '1/4'],
  ['\u00bd', '1/2'],
  ['\u00be', '3/4'],
])

/** Full-width letters and digits lie a fixed distance above ASCII. */
const fullWidthOffset = 0xfee0

/** Characters that show nothing, which Smart Encoding leaves out. */
function isInvisible(code: number): boolean {
  const isControl = code < 0x20 && !(code >= 0x09 && code <= 0x0d)
  return isControl || code === 0x200b || code === 0x200c || code === 0x2060 || code === 0xfeff
}

/** What a trial account's texts begin with. */
const trialPrefix = /^sent from (your|a) twilio trial account\s*-\s*/i

function plain(body: string): string {
  let text = ''
  for (const character of body.normalize('NFC')) {
    const code = character.charCodeAt(0)
    if (isInvisible(code)) continue
    const isFullWidth = /^[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]$/.test(character)
    text += replacements.get(character) ?? (isFullWidth ? String.fromCharCode(code - fullWidthOffset) : character)
  }
  // Smart Encoding turns special spaces into one or two plain ones; line ends may come back as either kind.
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * Whether the carrier's copy of a text is the one we sent: the same after Unicode NFC, Smart Encoding's look-alikes, spaces,
 * and without the words a trial account puts in front.
 */
export function sameBody(ours: string, theirs: string): boolean {
  if (ours === theirs) return true
  const ourText = plain(ours)
  return ourText === plain(theirs) || ourText === plain(theirs.replace(trialPrefix, ''))
}
