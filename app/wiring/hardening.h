// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace formwork::wiring
{

// First of all in both programs. No core dump and no other process of the same person can read what is in
// memory (keys, passwords); the superuser still can. Of standard input, output and error none is closed, so
// that no file of ours is opened under their numbers and written into: writing to one that was closed fails.
// Every file is made for its owner alone, whatever the umask was. A limit on the size of files is an error.
void harden();

} // namespace formwork::wiring
