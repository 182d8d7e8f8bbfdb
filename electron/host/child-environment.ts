/** Where programs, homes, certificates, the display and the desktop's bus are. */
const keep =
  /^(PATH|HOME|USERPROFILE|LANG|LC_ALL|TZ|TMPDIR|TEMP|TMP|SystemRoot|windir|APPDATA|LOCALAPPDATA|SSL_CERT_FILE|SSL_CERT_DIR|LD_LIBRARY_PATH|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|XDG_[A-Z_]+)$/i

/** The environment of a process we start: what any program needs, and none of the credentials this one may have been started with. */
export function childEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value !== undefined && keep.test(name)) kept[name] = value
  return kept
}
