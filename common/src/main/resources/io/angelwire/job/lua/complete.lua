-- Finishes jobs: acknowledged, out of their lane, into the bounded history, while the consumer holds its lease.
-- KEYS: prefix
-- ARGV: clock, consumer, how many finished jobs to keep, then per job: lane, entry, outcome (completed, cancelled),
--   result (JSON or empty), started (ms ago)
-- Returns: -1 (lease lost), or per job 1 (finished) or 0 (not held)
-- include: clock, lease, lanes, history
local prefix, consumer, keep = KEYS[1], ARGV[2], tonumber(ARGV[3])
local now = clock(ARGV[1])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local finished = {}
local count = (#ARGV - 3) / 5
for n = 1, count do
  local i = 4 + (n - 1) * 5
  local id, name, payload, meta = remove_leased(prefix, ARGV[i], ARGV[i + 1])
  if id then
    -- Of a batch larger than the history only the last are worth writing.
    add_to_history(prefix, 'completed', count - n < keep and keep or 0, id, {
      'id', id, 'name', name, 'payload', payload, 'meta', meta, 'outcome', ARGV[i + 2], 'result', ARGV[i + 3],
      'started', string.format('%.0f', now - tonumber(ARGV[i + 4])), 'consumer', consumer })
  end
  finished[n] = id and 1 or 0
end
if keep > 0 then
  trim_history(prefix, 'completed', keep)
end
return finished
