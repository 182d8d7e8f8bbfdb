-- A sid that the carrier does not know sends us looking for the callbacks that named its attempt, among all that were ever kept.
CREATE INDEX carrier_status_attempt ON carrier_status (attempt_id, received_at);
