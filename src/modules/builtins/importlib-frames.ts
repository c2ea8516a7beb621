/** This file takes the frames of importlib out of tracebacks, which show a program's own path to a failed import. */
import { Raised } from '../../objects/exceptions/raised.js';
import { ImportError } from '../../objects/exceptions/types.js';
import { strToUtf16 } from '../../values/str.js';
import { PyTraceback } from '../../vm/traceback.js';

const IMPORTLIB_FILES = ['<frozen importlib._bootstrap>', '<frozen importlib._bootstrap_external>'];

/**
 * Remove importlib's frames (remove_importlib_frames): all of them from an ImportError, otherwise those runs of them that
 * end in `_call_with_frames_removed`, so that errors of importlib itself stay visible.
 */
export function removeImportlibFrames(reason: unknown): void {
  if (!(reason instanceof Raised)) return;
  const exception = reason.exception;
  const always = exception.type.isSubtypeOf(ImportError);
  const kept: PyTraceback[] = [];
  /** How many entries stood before the present run of importlib's frames. */
  let before = 0;
  let wasInside = false;
  const first = exception.traceback;
  if (!(first instanceof PyTraceback)) return;
  for (let entry: PyTraceback | null = first; entry !== null; entry = entry.next) {
    const code = entry.frame.code;
    const inside = IMPORTLIB_FILES.includes(strToUtf16(code.co_filename));
    if (inside && !wasInside) before = kept.length;
    wasInside = inside;
    if (inside && (always || strToUtf16(code.co_name) === '_call_with_frames_removed')) kept.length = before;
    else kept.push(entry);
  }
  for (let i = 0; i < kept.length; i++) (kept[i] as PyTraceback).next = kept[i + 1] ?? null;
  exception.traceback = kept[0] ?? null;
}
