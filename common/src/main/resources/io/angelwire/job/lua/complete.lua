-- Ends completed jobs of one lane, while the consumer holds its lease; remembered within the queue's retention.
-- KEYS: prefix
-- ARGV: clock, consumer, how many completed jobs to keep, whether the jobs have links (1 or 0), lane's letter, then per
--   job: entry, then as many ids, then as many ends, "<ran, ms>\n<result, JSON or empty>"
-- Returns: -1 (lease lost), or how many were finished (the others were not held)
-- include: clock, lease, jobs, lanes, changes, keys, links, history
local prefix, consumer, keep, linked, lane = KEYS[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1', ARGV[5]
local call = redis.call
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end

-- The jobs' entries, ids and ends in one table, each from behind an offset: most of them are passed on as they are.
local count = (#ARGV - 5) / 3
local jobs, entry_at, id_at, end_at = ARGV, 5, 5 + count, 5 + count * 2
if call('XACK', prefix .. LANE[lane], GROUP, unpack(ARGV, 6, 5 + count)) < count then
  -- Some were finished before (an answer that got lost) or are not held any more: each job's place decides. One that was
  -- not delivered waits: Redis is what it was a while ago (a failover), and knows nothing of what was taken since.
  local places, held, most = call('HMGET', prefix .. 'jobs', unpack(ARGV, id_at + 1, id_at + count)), {}, count
  local delivered = last_delivered(prefix, lane)
  count = 0
  for i = 1, most do
    if places[i] == lane .. ARGV[5 + i] and not before(delivered, ARGV[5 + i]) then
      count = count + 1
      held[count], held[most + count], held[most * 2 + count] = ARGV[5 + i], ARGV[id_at + i], ARGV[end_at + i]
    end
  end
  jobs, entry_at, id_at, end_at = held, 0, most, most * 2
end

if linked or watching() then
  for i = 1, count do
    local id, result = jobs[id_at + i], string.match(jobs[end_at + i], '\n(.*)$')
    changed('completed', id, result)
    if linked then
      end_links(prefix, id, links_of(prefix, id), 'completed', result)
    end
  end
end

-- Of a batch larger than the history only the last are worth writing.
local forgotten = math.max(count - keep, 0)
local ending = string.format(' completed %.0f %s ', clock(ARGV[1]), consumer)
local known, remembered = {}, {}
for i = forgotten + 1, count do
  local id, place, n = jobs[id_at + i], lane .. jobs[entry_at + i], i - forgotten
  remembered[n] = place .. ' ' .. id
  known[n * 2 - 1], known[n * 2] = id, place .. ending .. jobs[end_at + i]
end
if count > forgotten then
  call('HSET', prefix .. 'jobs', unpack(known))
  call('RPUSH', prefix .. 'completed', unpack(remembered))
end
local gone = {}
if forgotten > 0 then
  for i = 1, forgotten do
    gone[i] = jobs[entry_at + i]
  end
  forget(prefix, { unpack(jobs, id_at + 1, id_at + forgotten) })
end
trim_completed(prefix, keep, { [lane] = gone })
let_others_start(prefix)
tell_changes(prefix)
return count
