-- Shows the entries that a consumer holds, whether or not it has heard of them.
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
    entries[#entries + 1] = redis.call('XRANGE', prefix .. lane[2], item[1], item[1])[1]
  end
  held[#held + 1] = { lane[1], entries }
end
return { 1, held }
