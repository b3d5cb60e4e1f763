index --spec /etc/isobar/flights.json --config /etc/isobar/indexer.properties --interval {yesterday}/P1D
