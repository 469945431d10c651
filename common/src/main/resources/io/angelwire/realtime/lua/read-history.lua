-- Reads one page of a room's history together with the room's head, and gives a room without a valid head one, so
-- that whoever reads has an offset to come back with.
--
-- KEYS[1] head     hash: epoch, seq, run (see publish.lua)
-- KEYS[2] history  stream, entry ids <seq>-0, one field: entry
-- ARGV[1] after      the page starts behind this seq; -1 reads the head alone
-- ARGV[2] maxEvents  at most this many entries
-- ARGV[3] maxChars   the page ends with the entry that reaches this many characters
-- ARGV[4] newEpoch   used if the room needs a new epoch
-- ARGV[5] headAge    milliseconds that the head of a silent room is kept
--
-- Returns epoch, seq of the head, then seq and entry of each event of the page

local head, history = KEYS[1], KEYS[2]
local after, maxEvents, maxChars = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
local newEpoch, headAge = ARGV[4], ARGV[5]

local info = redis.call('INFO', 'server')
local at = string.find(info, 'run_id:', 1, true) + #'run_id:'
local run = string.sub(info, at, at + 39)
local known = redis.call('HMGET', head, 'epoch', 'seq', 'run')
if not known[1] or known[3] ~= run then
  redis.call('DEL', history)
  redis.call('HSET', head, 'epoch', newEpoch, 'seq', 0, 'run', run)
  known = { newEpoch, '0' }
end
redis.call('PEXPIRE', head, headAge)

local page = { known[1], known[2] }
if after < 0 or after >= tonumber(known[2]) then
  return page
end
local chars = 0
for _, found in ipairs(redis.call('XRANGE', history, string.format('(%d-0', after), '+', 'COUNT', maxEvents)) do
  page[#page + 1] = string.match(found[1], '^%d+')
  page[#page + 1] = found[2][2]
  chars = chars + #found[2][2]
  if chars >= maxChars then
    break
  end
end
return page
