package main

import "time"

// The queue holds requests by priority: level 1 before 2, first come, first served within a level. With the timeout
// action "delay" a late request goes behind those of its level that are in time. It belongs to one goroutine.
type queue struct {
	delayLate bool
	lists     [][]*request // two a level: in time, then late ones
	length    int          // requests
	rows      int
	deadline  time.Time // none passes before this; zero: there is none
}

func newQueue(p plan) *queue {
	return &queue{delayLate: p.delayLate, lists: make([][]*request, 2*p.priorityLevels)}
}

func (q *queue) push(r *request) {
	list := 2 * (r.level - 1)
	if r.late {
		list++
	}
	q.lists[list] = append(q.lists[list], r)
	q.length++
	q.rows += r.rows
	if !r.deadline.IsZero() {
		q.deadline = earlier(q.deadline, r.deadline)
	}
}

// take removes the requests of the next batch: those that are served first, up to so many rows. The first comes along
// even if it has more; a call may bring several rows.
func (q *queue) take(rows int, now time.Time) *batch {
	b := &batch{started: now}
	for i := range q.lists {
		for len(q.lists[i]) > 0 {
			r := q.lists[i][0]
			if b.rows > 0 && b.rows+r.rows > rows {
				return b
			}
			q.lists[i][0] = nil
			q.lists[i] = q.lists[i][1:]
			q.length--
			q.rows -= r.rows
			b.requests = append(b.requests, r)
			b.rows += r.rows
			b.waited = max(b.waited, now.Sub(r.arrived))
		}
	}
	return b
}

// expire removes every request whose deadline has passed, and gives it to late; or moves it behind the others.
func (q *queue) expire(now time.Time, late func(*request)) {
	if q.deadline.IsZero() || now.Before(q.deadline) {
		return
	}
	q.deadline = time.Time{}
	var passed []*request
	for i, list := range q.lists {
		kept := list[:0]
		for _, r := range list {
			switch {
			case r.deadline.IsZero():
				kept = append(kept, r)
			case now.Before(r.deadline):
				kept = append(kept, r)
				q.deadline = earlier(q.deadline, r.deadline)
			default:
				passed = append(passed, r)
			}
		}
		clear(list[len(kept):])
		q.lists[i] = kept
	}
	for _, r := range passed {
		q.length--
		q.rows -= r.rows
		if q.delayLate {
			r.late, r.deadline = true, time.Time{}
			q.push(r)
		} else {
			late(r)
		}
	}
}

// remove takes a request out; false if it is not here.
func (q *queue) remove(wanted *request) bool {
	for i, list := range q.lists {
		for at, r := range list {
			if r == wanted {
				q.lists[i] = append(list[:at], list[at+1:]...)
				q.length--
				q.rows -= r.rows
				return true
			}
		}
	}
	return false
}

// nextDeadline is a time before which no request times out; zero if none will.
func (q *queue) nextDeadline() time.Time { return q.deadline }

// oldest is when the request arrived that has waited the longest.
func (q *queue) oldest() time.Time {
	var found time.Time
	for _, list := range q.lists {
		if len(list) > 0 {
			found = earlier(found, list[0].arrived)
		}
	}
	return found
}

// newest is when the last request arrived.
func (q *queue) newest() time.Time {
	var found time.Time
	for _, list := range q.lists {
		if len(list) > 0 && list[len(list)-1].arrived.After(found) {
			found = list[len(list)-1].arrived
		}
	}
	return found
}
