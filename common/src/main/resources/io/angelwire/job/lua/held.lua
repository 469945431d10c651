-- Shows the entries that a consumer holds, whether or not it has heard of them. Of an entry that somebody has deleted
-- nothing is left to be run: it is not held any more.
-- KEYS: prefix
-- ARGV: clock, consumer, most entries of a lane
-- Returns: code (1, or -1 lease lost), {lane's letter, entries} per lane
-- include: lease, jobs, lanes
local prefix, consumer, most = KEYS[1], ARGV[2], ARGV[3]
if not holds_lease(prefix, consumer) then
  return { LEASE_LOST, {} }
end
local held = {}
for _, lane in ipairs(LANES) do
  local entries = {}
  local pending = redis.pcall('XPENDING', prefix .. lane[2], GROUP, '-', '+', most, consumer)
  for _, item in ipairs(pending) do
    local entry = redis.call('XRANGE', prefix .. lane[2], item[1], item[1])[1]
    if entry then
      entries[#entries + 1] = entry
    else
      redis.call('XACK', prefix .. lane[2], GROUP, item[1])
    end
  end
  held[#held + 1] = { lane[1], entries }
end
return { 1, held }
