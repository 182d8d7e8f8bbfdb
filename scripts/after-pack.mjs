// Runs after electron-builder has put an app together, before it is signed.
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const platforms = { win32: 'win32', darwin: 'darwin', mas: 'darwin', linux: 'linux' }
const architectures = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']

/** Every file below a folder. */
function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

/** Whether a native file's path names another system or processor than the one packed for. */
function isForeign(file, platform, arch) {
  const path = file.split(/[\\/]node_modules[\\/]/).pop() ?? ''
  const named =
    /(?:^|[^a-z0-9])(darwin|linux|linuxmusl|win32|freebsd|android)[-_](x64|arm64|arm|ia32|universal|riscv64|s390x|ppc64)/.exec(
      path,
    )
  if (!named) return /musl/.test(path)
  const [, system, processor] = named
  if (/musl/.test(path)) return true
  return system !== platform || !(processor === arch || processor === 'universal' || arch === 'universal')
}

/** Deletes the binaries of other systems: they are half of what the native packages weigh. */
function stripForeign(resources, platform, arch) {
  for (const file of filesBelow(join(resources, 'app.asar.unpacked', 'node_modules'))) {
    if (file.endsWith('.node') && isForeign(file, platform, arch)) rmSync(file)
  }
}

/**
 * ngrok's Windows binary needs Microsoft's vcruntime140.dll, which a fresh Windows does not have. It is taken from the
 * Visual C++ redistributable of the machine that packs (System32), or from the file PTP_VCRUNTIME names.
 */
function addRuntime(resources) {
  const named = process.env['PTP_VCRUNTIME']
  const source = named ?? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'vcruntime140.dll')
  const binaries = filesBelow(join(resources, 'app.asar.unpacked', 'node_modules', '@ngrok')).filter((file) =>
    file.endsWith('.node'),
  )
  if (binaries.length === 0) return
  if (!existsSync(source)) {
    throw new Error(
      'vcruntime140.dll is missing: install the Visual C++ redistributable, or name the file in PTP_VCRUNTIME.',
    )
  }
  for (const binary of binaries) copyFileSync(source, join(dirname(binary), 'vcruntime140.dll'))
}

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const platform = platforms[electronPlatformName]
  // Older runtimes, which tests use, have no such fuse; flipping it there ends the packing.
  if (Number.parseInt(packager.info.framework.version, 10) < 29)
    delete packager.config.electronFuses?.grantFileProtocolExtraPrivileges
  const resources =
    platform === 'darwin'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources')
  stripForeign(resources, platform, architectures[arch])
  if (platform === 'win32') addRuntime(resources)
}
